"""The page that tells who changed what, when and from what, and brings old answers back."""
