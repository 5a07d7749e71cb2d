import { corruptEveryAnswer } from './corrupted-suite.ts';

await corruptEveryAnswer('folsom');
