const IRREGULAR: Record<string, string> = {
  child: 'children',
  person: 'people',
  man: 'men',
  woman: 'women',
  crew: 'crew members',
  police: 'police officers',
  staff: 'staff members',
};

/** The plural of a noun as the tables of categories name it; a plural stays as it is. */
export function plural(noun: string): string {
  const irregular = IRREGULAR[noun];
  if (irregular) return irregular;
  if (/(s|children|people|men)$/.test(noun)) return noun;
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  return /(x|z|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`;
}
