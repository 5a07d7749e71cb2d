// `npm start`: the set-up, then the main job on a host of our own: a broken Quantum host, diagnosed and healed.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root, setUp } from './setup.mjs';

setUp();
const { status } = spawnSync(process.execPath, [join(root, 'dist/src/cli.js'), 'demo'], {
  cwd: root,
  stdio: 'inherit',
});
process.exit(status ?? 1);
