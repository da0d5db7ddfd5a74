from shapely import MultiPolygon, Polygon, box

from areas.frame import Frame
from maps.choropleth import label_point

FRAME = Frame.around((0, 0, 10, 5), width=100)


def test_frame_keeps_north_up_and_the_width():
    assert FRAME.place(0, 5) == (0, 0)
    assert FRAME.place(10, 5) == (100, 0)


def test_a_degree_of_latitude_is_the_longer_one_away_from_the_equator():
    assert Frame.around((0, 59, 1, 61), width=100).height == 400


def test_every_part_and_every_hole_is_drawn():
    with_hole = Polygon([(0, 0), (4, 0), (4, 4), (0, 4)], [[(1, 1), (2, 1), (2, 2), (1, 2)]])
    assert FRAME.path(MultiPolygon([with_hole, box(6, 0, 8, 2)])).count("M") == 3
    assert FRAME.path(box(0, 0, 1, 1)).count("Z") == 1


def test_label_stands_inside_the_largest_part():
    small, large = box(0, 0, 1, 1), box(4, 0, 9, 5)
    x, y = label_point(MultiPolygon([small, large]))
    assert 4 < x < 9 and 0 < y < 5
