/** A choice that stays in the address: a link and a reload show the same, «back» goes back; nothing is fetched for it. */
export function showInAddress(change: Record<string, string | null>): void {
  const url = new URL(window.location.href);
  for (const [name, value] of Object.entries(change))
    if (value === null) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  window.history.pushState(null, '', url);
}
