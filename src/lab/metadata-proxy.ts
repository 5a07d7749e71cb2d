/** The haproxy configuration that an agent writes for a router, or for a network whose VMs ask its DHCP namespace. */
export function metadataProxyConf(stateDir: string, serves: 'router' | 'network', id: string): string {
  const [bind, other, own] =
    serves === 'router' ? ['0.0.0.0:9697', 'Network', 'Router'] : ['169.254.169.254:80', 'Router', 'Network'];
  return `
global
    log         /dev/log local0 info
    log-tag     haproxy-metadata-proxy-${id}
    user        nobody
    group       nogroup
    maxconn     1024
    pidfile     ${stateDir}/external/pids/${id}.pid.haproxy
    daemon

defaults
    log global
    mode http
    option httplog
    option dontlognull
    option http-server-close
    option forwardfor
    retries                 3
    timeout http-request    30s
    timeout connect         30s
    timeout client          32s
    timeout server          32s
    timeout http-keep-alive 30s

listen listener
    bind ${bind}
    
    server metadata ${stateDir}/metadata_proxy
    http-request del-header X-Neutron-${other}-ID
    http-request set-header X-Neutron-${own}-ID ${id}
`;
}
