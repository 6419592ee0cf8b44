const KINDS: Record<string, string> = {
  person: 'person',
  organisation: 'organisation',
  group: 'group',
  media: 'media',
  unknown: 'not known',
};

/** The kinds of sources, as the interface names them. */
export const KIND_NAMES = Object.keys(KINDS);

/** A source's kind in words. */
export const kindWords = (kind: string): string => KINDS[kind] ?? kind;
