/** How wide labels are, in pixels. */
export interface TextMeasure {
  width(text: string): number;
  /** As much of a label as `room` pixels hold, with an ellipsis where some is left out. */
  fit(text: string, room: number): string;
  /** A label as one line, or as two where `room` pixels do not hold it; the second is cut where it must be. */
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
    if (width(text) <= room) return [text];
    const words = text.split(' ');
    let first = words.shift() ?? '';
    while (words[0] !== undefined && width(`${first} ${words[0]}`) <= room) first += ` ${words.shift()}`;
    return words.length > 0 && width(first) <= room ? [first, cut(words.join(' '), room)] : [cut(text, room)];
  };
  return { width, fit: cut, lines };
}
