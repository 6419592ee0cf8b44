//! The labels of Universal Dependencies that the layers ask for.

/// A part of speech.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the words are those of Universal Dependencies")]
pub enum PartOfSpeech {
    Adjective,
    Adposition,
    Adverb,
    Auxiliary,
    Determiner,
    Noun,
    Numeral,
    Particle,
    Pronoun,
    ProperNoun,
    Subordinator,
    Verb,
    /// Marks, conjunctions and what else no layer asks for.
    #[default]
    Other,
}

impl PartOfSpeech {
    /// The part of speech that Universal Dependencies writes so.
    #[must_use]
    pub fn of(label: &str) -> Self {
        match label {
            "ADJ" => Self::Adjective,
            "ADP" => Self::Adposition,
            "ADV" => Self::Adverb,
            "AUX" => Self::Auxiliary,
            "DET" => Self::Determiner,
            "NOUN" => Self::Noun,
            "NUM" => Self::Numeral,
            "PART" => Self::Particle,
            "PRON" => Self::Pronoun,
            "PROPN" => Self::ProperNoun,
            "SCONJ" => Self::Subordinator,
            "VERB" => Self::Verb,
            _ => Self::Other,
        }
    }

    /// Whether it is a noun or a name.
    #[must_use]
    pub fn is_nominal(self) -> bool {
        matches!(self, Self::Noun | Self::ProperNoun)
    }
}

/// What a word is to its head.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the words are those of Universal Dependencies")]
pub enum Relation {
    /// A clause that describes a noun: "the men *accused* of it".
    Clause,
    /// A relative clause.
    RelativeClause,
    AdverbialClause,
    AdverbialModifier,
    AdjectivalModifier,
    Apposition,
    Auxiliary,
    PassiveAuxiliary,
    Case,
    Coordination,
    ClausalComplement,
    OpenComplement,
    Compound,
    Conjunct,
    Copula,
    Determiner,
    Flat,
    Mark,
    NominalModifier,
    /// "*Orlov*'s", "*his*".
    Possessive,
    Number,
    Object,
    IndirectObject,
    Oblique,
    /// Who did it, of a passive verb: "by *gunmen*".
    Agent,
    Parataxis,
    Punctuation,
    Root,
    Subject,
    PassiveSubject,
    /// What else no layer asks for.
    #[default]
    Other,
}

impl Relation {
    /// The relation that Universal Dependencies writes so; subtypes that no layer asks for go with their main type.
    #[must_use]
    pub fn of(label: &str) -> Self {
        match label {
            "acl:relcl" | "advcl:relcl" => return Self::RelativeClause,
            "aux:pass" => return Self::PassiveAuxiliary,
            "nmod:poss" => return Self::Possessive,
            "nsubj:pass" | "csubj:pass" => return Self::PassiveSubject,
            "obl:agent" => return Self::Agent,
            _ => {}
        }
        match label.split(':').next().unwrap_or_default() {
            "acl" => Self::Clause,
            "advcl" => Self::AdverbialClause,
            "advmod" => Self::AdverbialModifier,
            "amod" => Self::AdjectivalModifier,
            "appos" => Self::Apposition,
            "aux" => Self::Auxiliary,
            "case" => Self::Case,
            "cc" => Self::Coordination,
            "ccomp" => Self::ClausalComplement,
            "compound" => Self::Compound,
            "conj" => Self::Conjunct,
            "cop" => Self::Copula,
            "det" => Self::Determiner,
            "flat" => Self::Flat,
            "iobj" => Self::IndirectObject,
            "mark" => Self::Mark,
            "nmod" => Self::NominalModifier,
            "nsubj" | "csubj" => Self::Subject,
            "nummod" => Self::Number,
            "obj" => Self::Object,
            "obl" => Self::Oblique,
            "parataxis" => Self::Parataxis,
            "punct" => Self::Punctuation,
            "root" => Self::Root,
            "xcomp" => Self::OpenComplement,
            _ => Self::Other,
        }
    }

    /// Whether a word of this relation begins a clause of its own.
    #[must_use]
    pub fn is_clause(self) -> bool {
        matches!(
            self,
            Self::Clause
                | Self::RelativeClause
                | Self::AdverbialClause
                | Self::ClausalComplement
                | Self::OpenComplement
                | Self::Parataxis
                | Self::Root
        )
    }
}
