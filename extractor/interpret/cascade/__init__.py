"""Performance cascades (pohon kinerja): tables with a column per level, and drawings of boxes, to trees of goals."""
