"""A regulation itself: pages -> title, considerations, units with their nesting, closing, annexes.

regulation.py is the way of a document; text_rows -> zones -> considerations | nesting | closing | annexes.
Evidence (unit_markers.py, nesting_costs.py), decision (nesting.py) and assembly (unit_tree.py) are apart.
"""
