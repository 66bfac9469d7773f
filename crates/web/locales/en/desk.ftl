# Desk, notifications, delegation
