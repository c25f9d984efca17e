"""Pictures: datasets in, figures that follow them out."""
