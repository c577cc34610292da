"""The web app: a thin Dash layer that reads, asks one question of the layers below, and renders."""
