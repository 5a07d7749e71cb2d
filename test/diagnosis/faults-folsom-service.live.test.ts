import { diagnoseFaults } from './fault-table.ts';

diagnoseFaults('folsom', 'service');
