import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checks } from '../../checks/index.ts';
import { packageRoot } from '../package.ts';

/** Where the pages of the checks are: in the package, or where a package of the system has put them. */
const folders = [join(packageRoot, 'docs/checks'), join(packageRoot, '../doc/qdoctor/checks')];

/** The page of a check on this machine; undefined for a check of the site's own, or where no pages are installed. */
export function linkOf(id: string): string | undefined {
  const check = checks.find((one) => one.id === id);
  const folder = folders.find((one) => existsSync(one));
  if (check === undefined || folder === undefined) return undefined;
  const url = pathToFileURL(join(folder, `${check.layer}.md`));
  // With its host, for the terminal may be on another one and has to know that it cannot open this.
  url.hostname = hostname();
  url.hash = check.id;
  return url.href;
}

/** Whether standard output is a terminal that shows hyperlinks. Loaded on demand: of most calls nothing is a link. */
export async function hasLinks(): Promise<boolean> {
  if (!process.stdout.isTTY) return false;
  const { createSupportsHyperlinks } = await import('supports-hyperlinks');
  return createSupportsHyperlinks(process.stdout);
}
