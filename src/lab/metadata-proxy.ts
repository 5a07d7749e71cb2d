import type { LabRouter } from './model.ts';

/** The haproxy configuration that the L3 agent writes for a router. */
export function metadataProxyConf(stateDir: string, router: LabRouter): string {
  return `
global
    log         /dev/log local0 info
    log-tag     haproxy-metadata-proxy-${router.id}
    user        nobody
    group       nogroup
    maxconn     1024
    pidfile     ${stateDir}/external/pids/${router.id}.pid.haproxy
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
    bind 0.0.0.0:9697
    
    server metadata ${stateDir}/metadata_proxy
    http-request del-header X-Neutron-Network-ID
    http-request set-header X-Neutron-Router-ID ${router.id}
`;
}
