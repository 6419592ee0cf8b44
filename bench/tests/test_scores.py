"""Files with gold words and the scores over them, on invented sentences."""

import unittest

import names
import scores
import treebank
from treebank import Word

CONLLU = """\
# newdoc id = one
# text = Morva's ships didn't sail.
1-2\tMorva's\t_\t_\t_\t_\t_\t_\t_\t_
1\tMorva\t_\tPROPN\tNNP\t_\t3\tnmod:poss\t_\tEntity=(1-object-new-sssss-cf1-3-sgl(2-place-new-nnnnn-cf2-1-sgl
2\t's\t_\tPART\tPOS\t_\t1\tcase\t_\tEntity=2)
3\tships\t_\tNOUN\tNNS\t_\t6\tnsubj\t_\tEntity=1)
4-5\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_
4\tdid\t_\tAUX\tVBD\t_\t6\taux\t_\t_
5\tn't\t_\tPART\tRB\t_\t6\tadvmod\t_\t_
5.1\tever\t_\t_\t_\t_\t_\t_\t6:advmod\t_
6\tsail\t_\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No
7\t.\t_\tPUNCT\t.\t_\t6\tpunct\t_\t_

# newdoc id = two
1\tYes\t_\tINTJ\tUH\t_\t0\troot\t_\t_

"""


class Files(unittest.TestCase):
    def test_documents_sentences_and_spaces(self):
        documents = treebank.conllu(CONLLU)
        self.assertEqual([name for name, _ in documents], ["one", "two"])
        text = "".join(word.form + " " * word.space for word in documents[0][1][0])
        self.assertEqual(text, "Morva's ships didn't sail. ")

    def test_what_is_written_reads_the_same(self):
        documents = treebank.conllu(CONLLU)
        self.assertEqual(treebank.conllu(treebank.conllu_text(documents)), documents)
        columns = [[[("Morva", "B-LOC"), ("sails", "O")]], [[("Yes", "O")]]]
        self.assertEqual(treebank.columns(treebank.columns_text(columns)), columns)

    def test_spacing_is_guessed_from_punctuation(self):
        words = 'He said " no , " ( twice ) .'.split()
        text = "".join(word + " " * space for word, space in zip(words, treebank.spacing(words)))
        self.assertEqual(text, 'He said "no," (twice). ')


class GumNames(unittest.TestCase):
    def check(self, cells, expected):
        """`cells`: form/XPOS/entity column."""
        words = []
        for cell in cells.split():
            form, xpos, entity = cell.split("/")
            upos = "PROPN" if xpos.startswith("NNP") else "NOUN"
            words.append(Word(form, upos, xpos, misc={"Entity": entity} if entity else {}))
        [found] = names.of_gum([words])
        self.assertEqual([(" ".join(w.form for w in words[a:b]), kind) for a, b, kind in found], expected)

    def test_names_of_the_three_types(self):
        self.check("Morva/NNP/(1-place-new-n-cf-1-sgl) sails/NN/(2-event-new-n-cf-1-sgl)", [("Morva", "LOC")])

    def test_a_title_is_cut_and_a_title_alone_is_no_name(self):
        self.check("Mrs./NNP/(1-person-new-n-cf-1,2-sgl Orlo/NNP/1)", [("Orlo", "PER")])
        self.check("captain/NN/(1-person-new-n-cf-1,2,3-sgl Ada/NNP/ Orlo/NNP/1)", [("Ada Orlo", "PER")])
        self.check("President/NNP/(1-person-new-n-cf-1-sgl)", [])

    def test_of_nested_names_the_outermost(self):
        self.check(
            "Morva/NNP/(1-organization-new-n-cf-1,2-sgl(2-place-new-n-cf-1-sgl) Sailors/NNP/1)",
            [("Morva Sailors", "ORG")],
        )

    def test_a_name_in_a_common_mention_stands_alone(self):
        self.check("mayor/NN/(1-person-new-n-cf-1-sgl of/IN/ Morva/NNP/(2-place-new-n-cf-1-sgl)1)", [("Morva", "LOC")])

    def test_a_part_with_of_belongs_to_organizations_and_places(self):
        port = (
            "Port/NNP/(1-organization-new-n-cf-1-sgl of/IN/ the/DT/ United/NNP/ Isles/NNPS/(2-place-new-n-cf-1-sgl)1)"
        )
        self.check(port, [("Port of the United Isles", "ORG")])
        self.check("Port/NNP/(1-place-new-n-cf-1-sgl of/IN/ call/NN/1)", [("Port", "LOC")])
        self.check("Ada/NNP/(1-person-new-n-cf-1-sgl of/IN/ Morva/NNP/1)", [("Ada", "PER")])

    def test_a_people_is_no_person(self):
        self.check("Morvans/NNPS/(1-person-new-n-cf-1-sgl)", [])


class Peer(unittest.TestCase):
    def check(self, words, spans, expected):
        self.assertEqual(names.trimmed(words.split(), names.mapped(spans)), expected)

    def test_types_are_mapped_and_amounts_dropped(self):
        self.check("Morva in May", [(0, 1, "GPE"), (2, 3, "DATE")], [(0, 1, "LOC")])

    def test_articles_and_possessives_are_cut(self):
        self.check("the Sailors 's", [(0, 3, "ORG")], [(1, 2, "ORG")])
        self.check("the", [(0, 1, "ORG")], [])


class NameScores(unittest.TestCase):
    def check(self, gold, guess, expected, same=scores.exact):
        made = scores.names([scores.spans(gold.split())], [scores.spans(guess.split())], names.CONLL, same)
        self.assertEqual([round(made[key]) for key in ("P", "R", "F1")], expected)

    def test_exact_names(self):
        self.check("B-PER I-PER O B-LOC", "B-PER I-PER O B-ORG", [50, 50, 50])
        self.check("B-PER I-PER", "B-PER B-PER", [0, 0, 0])
        self.check("O O", "O O", [0, 0, 0])

    def test_touching_names_match_once(self):
        self.check("B-PER I-PER", "B-PER B-PER", [50, 100, 67], scores.touching)

    def test_an_inside_label_may_begin_a_name(self):
        self.assertEqual(scores.spans(["I-LOC", "I-LOC", "I-PER", "O"]), [(0, 2, "LOC"), (2, 3, "PER")])


class SyntaxScores(unittest.TestCase):
    gold = treebank.sentences(treebank.conllu(CONLLU))

    def check(self, change, expected):
        documents = treebank.conllu(CONLLU)
        change(documents[0][1][0])
        made = scores.syntax(self.gold, treebank.sentences(documents))
        self.assertEqual({key: round(made[key], 1) for key in expected}, expected)

    def test_gold_against_itself(self):
        self.check(lambda words: None, {"words": 8, "UPOS": 100, "UAS": 100, "LAS": 100, "shared words": 2})

    def test_a_subtype_does_not_count(self):
        self.check(lambda words: setattr(words[0], "relation", "nmod"), {"LAS": 100})

    def test_a_wrong_head(self):
        self.check(lambda words: setattr(words[2], "head", 1), {"UAS": 87.5, "LAS": 87.5, "UAS shared": 50})

    def test_punctuation_apart(self):
        self.check(lambda words: setattr(words[6], "head", 1), {"LAS": 87.5, "LAS without punctuation": 100})

    def test_below_a_copula_heads_are_not_shared(self):
        words = [
            Word("She", head=3, relation="nsubj"),
            Word("is", head=3, relation="cop"),
            Word("ill", relation="root"),
        ]
        gold = [words]
        self.assertEqual(scores.syntax(gold, gold)["shared words"], 0)


if __name__ == "__main__":
    unittest.main()
