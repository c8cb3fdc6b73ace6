import { headers } from 'next/headers';

/** Empty, and made anew for each request, because it asks who is there. */
// biome-ignore lint/style/noDefaultExport: Next asks for it
export default async function Page() {
  await headers();
  return null;
}
