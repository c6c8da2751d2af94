"""Vector drawings of office files (DrawingML, VML): figures are put on a Canvas, which finds boxes and connectors.

drawing_canvas.py holds what was found and resolves where lines end; drawingml_forms.py reads places, paths, fills and
arrow heads of DrawingML, which Word and Excel share.
"""
