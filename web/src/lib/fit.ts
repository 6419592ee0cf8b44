const FONT = '13.5px system-ui, sans-serif';

/** A function that gives as much of a label as some pixels hold, with an ellipsis where some is left out. */
export function textFitter(): (text: string, room: number) => string {
  const context = document.createElement('canvas').getContext('2d');
  if (!context) return (text) => text;
  context.font = FONT;
  return (text, room) => {
    if (context.measureText(text).width <= room) return text;
    const characters = [...text];
    while (characters.length > 1 && context.measureText(`${characters.join('')}…`).width > room)
      characters.pop();
    return `${characters.join('').trimEnd()}…`;
  };
}
