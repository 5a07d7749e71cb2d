// `npx tsx scripts/wizard-screens.mjs`, as root: writes the wizard's screens of docs/wizard.md, as a lab shows them. That they
// are so is checked by test/docs/commands.live.test.ts.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startLab } from '../src/lab/lab.ts';
import { wizardScreens } from '../test/support/wizard-screens.ts';
import { withWizardScreens } from './screens.ts';

const page = join(fileURLToPath(new URL('..', import.meta.url)), 'docs/wizard.md');
const lab = await startLab({ name: `screens-${process.pid}`, layout: 'neutron' });
try {
  const screens = await wizardScreens(lab);
  writeFileSync(page, withWizardScreens(readFileSync(page, 'utf8'), screens));
} finally {
  await lab.down();
}
