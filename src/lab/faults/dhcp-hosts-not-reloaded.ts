import { bothLayouts, type Fault } from './fault.ts';
import { dnsmasqPidFile } from './steps.ts';

// dnsmasq reads the file some time after the signal: only then may the lines come back.
const script = `
  read -r pid <"$2"
  lines=$(cat "$1")
  : >"$1"
  kill -HUP "$pid"
  sleep 0.5
  echo "$lines" >"$1"
`;

const fault: Fault = {
  id: 'dhcp-hosts-not-reloaded',
  title: 'the host file got its lines, but dnsmasq was not told to read it again',
  layouts: bothLayouts,
  expects: 'dhcp-offer-missing',
  inject: (model) => [['sh', '-c', script, 'sh', `${model.a.network.dhcpDir}/host`, dnsmasqPidFile(model)]],
  heal: (model) => [['sh', '-c', 'read -r pid <"$1" && kill -HUP "$pid" && sleep 0.3', 'sh', dnsmasqPidFile(model)]],
};

export default fault;
