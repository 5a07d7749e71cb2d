import { diagnoseUnlisted } from './unlisted-table.ts';

diagnoseUnlisted('folsom');
