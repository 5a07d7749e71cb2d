// `npm test`: the set-up, then every test; what follows `--` goes to vitest.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root, setUp } from './setup.mjs';

setUp();
const words = process.argv.slice(2);
// A live test waits for two thirds of its time: so many keep two processors busy. In vitest's own configuration the number
// would be that of each project, and stand above the one that is asked for.
const workers = words.some((word) => word.startsWith('--maxWorkers')) ? [] : ['--maxWorkers', '6'];
const vitest = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...workers, ...words];
const { status } = spawnSync(process.execPath, vitest, { cwd: root, stdio: 'inherit' });
process.exit(status ?? 1);
