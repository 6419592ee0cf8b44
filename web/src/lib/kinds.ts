const KINDS: Record<string, string> = {
  person: 'person',
  organisation: 'organisation',
  group: 'group',
  media: 'media',
  unknown: 'not known',
};

/** As the server has them: words that stand for somebody else in every report. */
const PRONOUNS = new Set(
  'he she they it i we you me us him her them my your our his its their who this that these those one each some many others another someone somebody everyone everybody nobody'.split(
    ' ',
  ),
);

/** Whether a source's name is a pronoun whose person the reader did not find. */
export const isPronoun = (name: string): boolean => PRONOUNS.has(name.toLowerCase());

/** The kinds of sources, as the interface names them. */
export const KIND_NAMES = Object.keys(KINDS);

/** A source's kind in words. */
export const kindWords = (kind: string): string => KINDS[kind] ?? kind;
