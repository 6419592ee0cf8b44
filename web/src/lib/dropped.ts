/** A file with its name: its path, where it lay in a folder that was dropped. */
export interface Named {
  name: string;
  file: File;
}

/** What is read of a folder; a file that is dropped on its own is tried whatever its name. */
const REPORTS =
  /\.(txt|text|md|markdown|html|htm|xhtml|jsonl|ndjson|pdf|rss|atom|xml|eml|mbox|warc|wacz|docx|odt|epub|zip|tar|tgz|gz)$/i;

export const holdsFiles = (transfer: DataTransfer | null): boolean =>
  transfer?.types.includes('Files') ?? false;

/** The files of a drop, those in folders among them. Must be called while the drop is told of. */
export function filesOf(transfer: DataTransfer): Promise<Named[]> {
  const found = [...transfer.items]
    .filter(({ kind }) => kind === 'file')
    .map((item) => {
      const entry = item.webkitGetAsEntry();
      const file = item.getAsFile();
      if (entry?.isDirectory) return within(entry as FileSystemDirectoryEntry);
      return Promise.resolve(file ? [{ name: file.name, file }] : []);
    });
  return Promise.all(found).then((all) => all.flat());
}

/** The reports under a folder, in order of names; what cannot be read is left. */
async function within(folder: FileSystemDirectoryEntry): Promise<Named[]> {
  const reader = folder.createReader();
  const entries: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve) =>
      reader.readEntries(resolve, () => resolve([])),
    );
    if (some.length === 0) break;
    entries.push(...some);
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  const found: Named[] = [];
  for (const entry of entries) {
    if (entry.name.startsWith('.')) continue;
    if (entry.isDirectory) found.push(...(await within(entry as FileSystemDirectoryEntry)));
    else if (REPORTS.test(entry.name)) {
      const file = await new Promise<File | null>((resolve) =>
        (entry as FileSystemFileEntry).file(resolve, () => resolve(null)),
      );
      if (file) found.push({ name: entry.fullPath.replace(/^\//, ''), file });
    }
  }
  return found;
}
