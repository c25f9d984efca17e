"""What stands beside the pictures, each part with its script and its style."""
