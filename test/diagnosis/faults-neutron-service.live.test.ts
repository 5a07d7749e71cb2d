import { diagnoseFaults } from './fault-table.ts';

diagnoseFaults('neutron', 'service');
