# Decomposition: milestones, targets and tasks, plans above and below, policy resources
