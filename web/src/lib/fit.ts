/** How wide labels are, in pixels. */
export interface TextMeasure {
  width(text: string): number;
  /** As much of a label as `room` pixels hold, with an ellipsis where some is left out. */
  fit(text: string, room: number): string;
  /** A label in as many lines as it takes in `room` pixels; only a word that is longer is cut. */
  lines(text: string, room: number): string[];
}

/** Bold, as the widest that a chart's labels get. */
const FONT = '650 13.5px system-ui, sans-serif';

export function textMeasure(): TextMeasure {
  const context = document.createElement('canvas').getContext('2d');
  if (context) context.font = FONT;
  const width = (text: string) => context?.measureText(text).width ?? 0;
  const cut = (text: string, room: number) => {
    if (width(text) <= room) return text;
    const characters = [...text];
    while (characters.length > 1 && width(`${characters.join('')}…`) > room) characters.pop();
    return `${characters.join('').trimEnd()}…`;
  };
  const lines = (text: string, room: number) => {
    const found: string[] = [];
    for (const word of text.split(' ')) {
      const last = found[found.length - 1];
      if (last !== undefined && width(`${last} ${word}`) <= room) found[found.length - 1] = `${last} ${word}`;
      else found.push(word);
    }
    return found.map((line) => cut(line, room));
  };
  return { width, fit: cut, lines };
}
