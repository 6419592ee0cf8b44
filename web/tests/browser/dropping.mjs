// Files dropped on a page, as a person would drag them there.

/** Drop files, each a name and a text, on the page that is open, and wait until the job ends. */
export async function drop(page, files, { wait = true } = {}) {
  await page.getByRole('button', { name: 'Add reports…' }).waitFor();
  const transfer = await page.evaluateHandle((all) => {
    const made = new DataTransfer();
    for (const { name, text } of all) made.items.add(new File([text], name));
    return made;
  }, files);
  await page.dispatchEvent('main', 'dragenter', { dataTransfer: transfer });
  await page.getByTestId('drop-zone').waitFor();
  await page.dispatchEvent('main', 'drop', { dataTransfer: transfer });
  if (wait) await ended(page);
}

/** Wait until nothing is being added any more. */
export const ended = (page) => page.getByTestId('see-disputed').waitFor({ timeout: 240_000 });

/** What the panel says of each file, by its name. */
export async function told(page) {
  const rows = page.getByTestId('intake-file');
  return Object.fromEntries(
    await rows.evaluateAll((all) =>
      all.map((row) => [
        row.querySelector('.name').textContent.trim(),
        row.querySelector('.state').textContent,
      ]),
    ),
  );
}
