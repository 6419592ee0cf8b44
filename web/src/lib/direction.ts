const RIGHT_TO_LEFT =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/gu;

/**
 * The direction of a passage: that of most of its letters.
 *
 * The browser's own `dir="auto"` goes by the first letter, which turns an English sentence around when it begins with an
 * Arabic quotation.
 */
export function direction(text: string): 'ltr' | 'rtl' {
  const rightToLeft = text.match(RIGHT_TO_LEFT)?.length ?? 0;
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  return rightToLeft * 2 > letters ? 'rtl' : 'ltr';
}

/** Words of right-to-left scripts, with the marks on them and the blanks between them. */
const RUN =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}](?:[\p{M} ]*[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}])*\p{M}*/gu;

/**
 * A sentence of ours with names in it, each right-to-left name by itself: a number that follows stays behind it. For
 * sentences only, never for quoted words, which stay as they are.
 */
export const apart = (sentence: string): string => sentence.replace(RUN, '\u2068$&\u2069');
