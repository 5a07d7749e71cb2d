import { labDir } from './intent.ts';
import type { LabModel } from './model.ts';

/*
 * What stands behind the proxies of the routers: stand-ins for the metadata agent and for nova's metadata API. They are
 * in Perl, which every Debian has, as the true ones are in Python: `ps` shows an interpreter and the program's name.
 */

/** Where the stand-ins are, and the agent's settings. */
export const metadataDir = `${labDir}/metadata`;
export const metadataIni = `${metadataDir}/metadata_agent.ini`;
export const metadataSocket = (model: LabModel): string => `${model.stateDir}/metadata_proxy`;
export const metadataAgentPidFile = '/run/neutron-metadata-agent.pid';
export const novaPidFile = '/run/nova-api-metadata.pid';

/** Takes one request after the other, hands it to nova as it is, and says 500 when nova is not there, like the agent. */
const agentProgram = (model: LabModel): string => `#!/usr/bin/perl
use strict;
use IO::Socket::INET;
use IO::Socket::UNIX;
$SIG{PIPE} = 'IGNORE';
my ($file) = "@ARGV" =~ /--config-file=(\\S+)/;
open(my $ini, '<', $file) or die "$file: $!";
my %setting = map { /^\\s*(\\w+)\\s*=\\s*(\\S+)/ ? ($1, $2) : () } <$ini>;
my $path = '${metadataSocket(model)}';
unlink $path;
my $server = IO::Socket::UNIX->new(Local => $path, Listen => 64) or die "$path: $!";
chmod 0666, $path;
while (1) {
  my $client = $server->accept or next;
  my $request = '';
  while (my $line = <$client>) { $request .= $line; last if $line =~ /^\\r?$/ }
  my $nova = IO::Socket::INET->new(PeerAddr => $setting{nova_metadata_host}, PeerPort => $setting{nova_metadata_port},
    Timeout => 5);
  if ($nova) { print $nova $request; print $client $_ while <$nova> }
  else { print $client "HTTP/1.0 500 Internal Server Error\\r\\nContent-Length: 0\\r\\n\\r\\n" }
}
`;

const novaProgram = `#!/usr/bin/perl
use strict;
use IO::Socket::INET;
$SIG{PIPE} = 'IGNORE';
my $server = IO::Socket::INET->new(LocalAddr => '127.0.0.1:8775', Listen => 64, ReuseAddr => 1) or die $!;
while (1) {
  my $client = $server->accept or next;
  while (my $line = <$client>) { last if $line =~ /^\\r?$/ }
  print $client "HTTP/1.0 200 OK\\r\\nContent-Type: text/plain\\r\\nContent-Length: 7\\r\\n\\r\\nlatest\\n";
}
`;

/** `ask-metadata NAMESPACE`: what cloud-init in a VM does first. Exit 0 when it got an answer. */
const askProgram = `#!/bin/sh
exec ip netns exec "$1" perl -e '
use strict;
use Socket;
socket(my $server, PF_INET, SOCK_STREAM, 0) or exit 1;
alarm 1;
connect($server, sockaddr_in(80, inet_aton("169.254.169.254"))) or exit 1;
alarm 2;
syswrite($server, "GET / HTTP/1.0\\r\\nHost: 169.254.169.254\\r\\n\\r\\n");
exit((<$server> // "") =~ / 200 / ? 0 : 1);
'
`;

/** An init script that knows its process by a pid file, and is done when the program listens. */
const service = (program: string, pidFile: string, listens: string): string => `#!/bin/sh
# Starts, stops or restarts a stand-in for the service of this name.
case $1 in start | stop | restart) ;; *) echo "usage: $0 start|stop|restart" >&2; exit 1 ;; esac
if [ -e ${pidFile} ]; then
  read -r pid <${pidFile}
  kill -KILL "$pid" 2>/dev/null
  while [ -e "/proc/$pid" ]; do sleep 0.01; done
  rm -f ${pidFile}
fi
[ "$1" != stop ] || exit 0
setsid ${program} </dev/null >/dev/null 2>&1 &
echo $! >${pidFile}
while ! ${listens}; do
  kill -0 $! 2>/dev/null || exit 1
  sleep 0.02
done
`;

/** The services of the layout: Folsom's routers know no proxy, and its agent for metadata was yet to come. */
export function metadataFiles(model: LabModel): ReadonlyMap<string, string> {
  if (model.layout === 'folsom') return new Map();
  const [agent, nova] = [`${metadataDir}/neutron-metadata-agent`, `${metadataDir}/nova-api-metadata`];
  const isListening = (file: string, what: string) => `grep -q '${what}' /proc/net/${file}`;
  return new Map([
    [agent, agentProgram(model)],
    [nova, novaProgram],
    [`${labDir}/ask-metadata`, askProgram],
    [metadataIni, '[DEFAULT]\nnova_metadata_host = 127.0.0.1\nnova_metadata_port = 8775\n'],
    [
      '/etc/init.d/neutron-metadata-agent',
      service(
        `${agent} --config-file=${metadataIni}`,
        metadataAgentPidFile,
        isListening('unix', metadataSocket(model)),
      ),
    ],
    ['/etc/init.d/nova-api-metadata', service(nova, novaPidFile, isListening('tcp', ':2247 00000000:0000 0A'))],
  ]);
}
