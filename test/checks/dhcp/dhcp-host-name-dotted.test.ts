import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { savedText } from '../../support/edits/texts.ts';
import { restart } from '../../support/lab-names.ts';

testCheck(
  'dhcp-host-name-dotted',
  [
    reject(
      'a name with a dot at its end',
      savedText('var_lib_neutron_dhcp_host.txt', [`fa:16:3e:00:be:ef,host-10-11-12-3.,10.11.12.3`]),
      { summary: /host-10-11-12-3\. of fa:16:3e:00:be:ef/, fix: [restart.dhcp] },
    ),
    accept(
      'a name in a domain',
      savedText('var_lib_neutron_dhcp_host.txt', [`fa:16:3e:00:be:ef,host-10-11-12-3.openstacklocal,10.11.12.3`]),
    ),
    accept(
      'a name without a domain',
      savedText('var_lib_neutron_dhcp_host.txt', [`fa:16:3e:00:be:ef,host-10-11-12-3,10.11.12.3`]),
    ),
  ],
  { onlyAskedWhere: 'where a text says so' },
);
