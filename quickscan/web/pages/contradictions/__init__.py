"""The page on which answers that contradict each other stand side by side, and somebody decides."""
