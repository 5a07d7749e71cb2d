/** By what a secret is given away: the words or lines around it. */
export const secretForms: readonly ((secret: string) => string)[] = [
  (secret) => `nova-api --os-password ${secret} --debug`,
  (secret) => `neutron-server --os-password=${secret}`,
  (secret) => `neutron-rpc-server --transport-url rabbit://openstack:${secret}@mq1:5672//`,
  (secret) => `neutron-rootwrap --db-url mysql+pymysql://neutron:${secret}@db/neutron?charset=utf8`,
  (secret) => `ovsdb-client --secret ${secret} list-dbs`,
  (secret) => `qemu-system-x86_64 -object secret,id=masterKey0,format=raw,data=${secret}`,
  (secret) => `qemu-system-x86_64 -drive file=rbd:vms/disk:id=cinder:key=${secret}:auth_supported=cephx`,
  (secret) => `mysql -u nova -p${secret} neutron`,
  (secret) => `sshpass -p ${secret} ssh net02`,
  (secret) => `curl -s -u admin:${secret} http://net01/`,
  (secret) => `curl -uadmin:${secret} http://net01/`,
  (secret) => `curl -H X-Auth-Token:${secret} http://net01:9696/`,
  (secret) => `curl -H Authorization:Bearer\u00a0${secret} http://net01/`,
  (secret) => `curl --cookie-jar j --header Cookie:sessionid=${secret} http://net01/`,
  (secret) => `curl https://${secret}@git.example/repo`,
  (secret) => `curl https://swift.example/v1/o?temp_url_sig=${secret}`,
  (secret) => `curl https://s3.example/o?X-Amz-Signature=${secret}`,
  (secret) => `wget --http-password=${secret} http://net01/`,
  (secret) => `ldapsearch -x -D cn=admin -w ${secret} -b dc=example`,
  (secret) => `openssl enc -aes-256-cbc -passin pass:${secret}`,
  (secret) => `redis-cli -h db -a ${secret} ping`,
  (secret) => `docker login -u admin -p ${secret} registry`,
  (secret) => `rabbitmqctl add_user neutron ${secret}`,
  (secret) => `rabbitmqctl change_password neutron ${secret}`,
  (secret) => `htpasswd -b file admin ${secret}`,
  (secret) => `ipmitool -H bmc -U root -P ${secret} chassis status`,
  (secret) => `snmpget -v 2c -c ${secret} switch1 sysUpTime`,
  (secret) => `smbclient -U admin%${secret} //srv/share`,
  (secret) => `backup --pass=${secret}`,
  (secret) => `backup --pwd=${secret}`,
  (secret) => `backup --key=${secret}`,
  (secret) => `env OS_PASSWORD=${secret} openstack network list`,
  (secret) => `env PGPASSWORD=${secret} psql`,
  (secret) => `env AWS_SECRET_ACCESS_KEY=${secret} aws s3 ls`,
  (secret) => `agent --token ${secret}`,
  (secret) => `agent --api-key ${secret}`,
  (secret) => `agent eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIx${secret}.sig${secret}`,
  (secret) => `agent gAAAAABk${secret}${'x'.repeat(40)}==`,
  (secret) => `agent ghp_${secret}abcdefghijklmnop`,
  (secret) => `keepalived auth_pass ${secret}`,
];

/** A hundred, each with a core by which any part of it is known. */
export const secrets = Array.from({ length: 100 }, (_, index) => {
  const core = `Zk${String(index).padStart(3, '0')}vQ`;
  // Words, some of which have what a pattern may take for the end of one.
  return { core, value: [core, `${core}x-9`, `a${core}_B`][index % 3] ?? core };
});

/** Each secret in one of the forms. */
export const linesWithSecrets = secrets.map(
  ({ value }, index) => secretForms[index % secretForms.length]?.(value) ?? '',
);
