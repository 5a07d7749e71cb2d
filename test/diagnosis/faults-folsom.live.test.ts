import { diagnoseEveryFault } from './fault-table.ts';

diagnoseEveryFault('folsom');
