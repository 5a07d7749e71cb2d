import { diagnoseUnlisted } from './unlisted-table.ts';

diagnoseUnlisted('neutron', 'wire');
