import { corruptEveryAnswer } from './corrupted-suite.ts';

await corruptEveryAnswer('neutron');
