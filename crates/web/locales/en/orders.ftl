# Supervision: orders, matters, extensions
