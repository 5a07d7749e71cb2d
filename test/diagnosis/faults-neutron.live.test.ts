import { diagnoseEveryFault } from './fault-table.ts';

diagnoseEveryFault('neutron');
