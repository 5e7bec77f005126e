"""Who is who, by full, short and former names."""

import pytest
from gouji.engine.office.organs import Listed, Organs, bare
from gouji.engine.office.roster import read_roster
from gouji.grammar.messages import Message

ORGANS = Organs(
    (
        Listed("柳桥区水务局", ("区水务局",), ("柳桥区水利局",)),
        Listed("柳桥区文化和旅游局", ("区文旅局",), ("柳桥区文化局", "柳桥区旅游局")),
        Listed("柳桥区林业局", (), ("柳桥区水利局",)),
    )
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("柳桥区水务局", "柳桥区水务局"),
        ("柳桥区　水务局", "柳桥区水务局"),
        ("区文旅局", "柳桥区文化和旅游局"),
        ("柳桥区旅游局", "柳桥区文化和旅游局"),
        ("柳桥区统计局", "柳桥区统计局"),
        ("水务局", "水务局"),
    ],
)
def test_names_of_one_organ_have_one_key(name, expected):
    assert ORGANS.identify(name).key == expected


def test_a_name_of_two_organs_is_neither():
    found = ORGANS.identify("柳桥区水利局")

    assert (found.key, found.several) == ("柳桥区水利局", ("柳桥区水务局", "柳桥区林业局"))


def test_a_full_name_stands_before_the_former_name_of_another():
    organs = Organs((Listed("甲局"), Listed("乙局", former=("甲局",))))

    assert organs.identify("甲局").several == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_roster_as_a_table(tmp_path, encoding):
    path = tmp_path / "roster.csv"
    path.write_bytes("单位名称,电话,简称,曾用名\n柳桥区水务局,1,区水务局；水务局,\n,,,\n".encode(encoding))

    assert read_roster(path) == Organs((Listed("柳桥区水务局", ("区水务局", "水务局")),))


def test_a_roster_as_a_list(tmp_path):
    path = tmp_path / "roster.yaml"
    path.write_text("organs:\n- 柳桥区水务局\n- {name: 柳桥区林业局, former: [柳桥区园林局]}\n", "utf-8")

    assert read_roster(path) == Organs(
        (Listed("柳桥区水务局"), Listed("柳桥区林业局", (), ("柳桥区园林局",)))
    )


@pytest.mark.parametrize(
    ("name", "text", "key"),
    [
        ("r.csv", "电话\n1\n", "office.roster_without_names"),
        ("r.csv", "", "office.roster_without_names"),
        ("r.csv", "name\n", "office.roster_without_names"),
        ("r.csv", "name\n甲局\n甲局\n", "office.roster_name_twice"),
        ("r.yaml", "a: [", "office.roster_without_names"),
        ("r.yaml", "甲局", "office.roster_without_names"),
        ("r.yaml", "- {short: 甲局}", "office.roster_without_names"),
    ],
)
def test_what_is_no_roster_says_why(tmp_path, name, text, key):
    path = tmp_path / name
    path.write_text(text, "utf-8")
    found = read_roster(path)

    assert isinstance(found, Message)
    assert found.key == key


def test_a_roster_that_is_not_there(tmp_path):
    assert read_roster(tmp_path / "none.csv").key == "office.roster_unreadable"


def test_a_roster_beyond_all_measure(tmp_path, monkeypatch):
    monkeypatch.setattr("gouji.engine.office.roster._LARGEST", 3)
    path = tmp_path / "r.csv"
    path.write_text("name\n甲局\n", "utf-8")

    assert read_roster(path).key == "office.roster_too_large"


def test_names_are_compared_in_one_width():
    assert bare("ＡＢ（一） 局") == "AB(一)局"
