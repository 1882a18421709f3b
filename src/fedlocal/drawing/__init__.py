"""What is drawn with: palette, templates, SVG, maps, cards."""
