"""The conversion of spaCy's dependency scheme, on invented sentences."""

import unittest

from clear_to_ud import convert, renamed
from treebank import Word


def sentence(text):
    """Words of `form/UPOS/head/label`, parted by spaces.

    `VB` in place of a part of speech is an infinitive; `form/UPOS/head/label/B-PERSON` begins a personal name.
    """
    words = []
    for cell in text.split():
        form, tag, head, label, *person = cell.split("/")
        upos, xpos = ("VERB", "VB") if tag == "VB" else (tag, "_")
        words.append(Word(form, upos, xpos, int(head), label, misc={"NE": person[0]} if person else {}))
    return words


class Conversion(unittest.TestCase):
    def check(self, given, expected):
        made = " ".join(f"{head}/{relation}" for head, relation in convert(sentence(given)))
        self.assertEqual(made, expected)

    def test_a_preposition_becomes_the_case_of_its_object(self):
        self.check(
            "Ships/NOUN/2/nsubj sailed/VERB/0/ROOT to/ADP/2/prep the/DET/5/det port/NOUN/3/pobj",
            "2/nsubj 0/root 5/case 5/det 2/obl",
        )

    def test_the_object_under_a_noun_is_nmod(self):
        self.check("the/DET/2/det port/NOUN/0/ROOT of/ADP/2/prep Morva/PROPN/3/pobj", "2/det 0/root 4/case 2/nmod")

    def test_nested_prepositions_keep_to_their_nouns(self):
        self.check(
            "left/VERB/0/ROOT for/ADP/1/prep towns/NOUN/2/pobj on/ADP/3/prep rivers/NOUN/4/pobj",
            "0/root 3/case 1/obl 5/case 3/nmod",
        )

    def test_of_two_prepositions_in_a_row_both_are_cases(self):
        self.check("ran/VERB/0/ROOT out/ADP/1/prep of/ADP/2/prep town/NOUN/3/pobj", "0/root 4/case 4/case 1/obl")

    def test_known_pairs_are_fixed(self):
        self.check(
            "fell/VERB/0/ROOT according/VERB/1/prep to/ADP/2/prep her/PRON/3/pobj", "0/root 4/case 2/fixed 1/obl"
        )
        self.check(
            "left/VERB/0/ROOT because/SCONJ/1/prep of/ADP/2/pcomp rain/NOUN/2/pobj", "0/root 4/case 2/fixed 1/obl"
        )

    def test_a_clause_under_a_preposition_has_it_as_mark(self):
        self.check(
            "left/VERB/0/ROOT without/ADP/1/prep paying/VERB/2/pcomp them/PRON/3/dobj", "0/root 3/mark 1/advcl 3/obj"
        )

    def test_the_agent_of_a_passive(self):
        self.check(
            "It/PRON/3/nsubjpass was/AUX/3/auxpass hit/VERB/0/ROOT by/ADP/3/agent hail/NOUN/4/pobj",
            "3/nsubj:pass 3/aux:pass 0/root 5/case 3/obl:agent",
        )

    def test_a_stranded_preposition_stays(self):
        self.check("that/PRON/2/dobj lived/VERB/0/ROOT in/ADP/2/prep", "2/obj 0/root 2/obl")

    def test_the_predicate_heads_a_copula(self):
        self.check(
            "She/PRON/2/nsubj is/AUX/0/ROOT not/PART/2/neg a/DET/5/det pilot/NOUN/2/attr ./PUNCT/2/punct",
            "5/nsubj 5/cop 5/advmod 5/det 0/root 5/punct",
        )
        self.check("Ports/NOUN/2/nsubj were/AUX/0/ROOT safe/ADJ/2/acomp", "3/nsubj 3/cop 0/root")
        self.check("He/PRON/2/nsubj is/AUX/0/ROOT in/ADP/2/prep Morva/PROPN/3/pobj", "4/nsubj 4/cop 4/case 0/root")

    def test_a_copula_below_another_verb(self):
        self.check(
            "said/VERB/0/ROOT that/SCONJ/4/mark it/PRON/4/nsubj was/AUX/1/ccomp late/ADJ/4/acomp",
            "0/root 5/mark 5/nsubj 5/cop 1/ccomp",
        )

    def test_there_is_keeps_its_verb(self):
        self.check("There/PRON/2/expl were/VERB/0/ROOT storms/NOUN/2/attr", "2/expl 0/root 2/nsubj")

    def test_other_verbs_keep_their_complements(self):
        self.check("It/PRON/2/nsubj seemed/VERB/0/ROOT late/ADJ/2/acomp", "2/nsubj 0/root 2/xcomp")

    def test_conjuncts_hang_on_the_first(self):
        self.check(
            "wind/NOUN/0/ROOT ,/PUNCT/1/punct rain/NOUN/1/conj and/CCONJ/3/cc hail/NOUN/3/conj",
            "0/root 3/punct 1/conj 5/cc 1/conj",
        )

    def test_the_subject_of_an_infinitive_is_the_object_above(self):
        self.check("want/VERB/0/ROOT him/PRON/4/nsubj to/PART/4/aux leave/VB/1/ccomp", "0/root 1/obj 4/mark 1/xcomp")

    def test_personal_names_are_flat(self):
        self.check(
            "Ada/PROPN/3/compound/B-PERSON B./PROPN/3/compound/I-PERSON Orlo/PROPN/4/nsubj/I-PERSON spoke/VERB/0/ROOT",
            "4/nsubj 1/flat 1/flat 0/root",
        )

    def test_two_personal_names_side_by_side(self):
        self.check(
            "Ada/PROPN/2/compound/B-PERSON Orlo/PROPN/4/nsubj/I-PERSON Ulm/PROPN/2/appos/B-PERSON spoke/VERB/0/ROOT",
            "4/nsubj 1/flat 1/appos 0/root",
        )

    def test_brackets_hang_on_what_they_enclose(self):
        self.check(
            "ships/NOUN/5/nsubj (/PUNCT/5/punct old/ADJ/1/amod )/PUNCT/1/punct sank/VERB/0/ROOT ./PUNCT/1/punct",
            "5/nsubj 3/punct 1/amod 3/punct 0/root 5/punct",
        )

    def test_a_comma_hangs_on_the_phrase_it_parts_off(self):
        self.check("Later/ADV/3/advmod ,/PUNCT/3/punct left/VERB/0/ROOT", "3/advmod 1/punct 0/root")

    def test_words_alone_and_nothing(self):
        self.check("!/PUNCT/0/ROOT", "0/root")
        self.check("", "")

    def test_heads_as_they_are(self):
        words = sentence("sailed/VERB/0/ROOT to/ADP/1/prep port/NOUN/2/pobj")
        self.assertEqual(renamed(words), [(0, "root"), (1, "case"), (2, "obl")])

    def test_every_word_keeps_a_way_to_the_root(self):
        # Labels where they make no sense: the result must still be a tree.
        for label in ("prep", "pobj", "attr", "conj", "cc", "ccomp", "punct"):
            words = sentence(f"is/AUX/0/ROOT is/AUX/1/{label} is/AUX/2/{label} is/AUX/3/{label} is/AUX/4/attr")
            heads = [head for head, _ in convert(words)]
            for at in range(1, len(heads) + 1):
                steps = 0
                while at and steps <= len(heads):
                    at, steps = heads[at - 1], steps + 1
                self.assertEqual(at, 0, label)


if __name__ == "__main__":
    unittest.main()
