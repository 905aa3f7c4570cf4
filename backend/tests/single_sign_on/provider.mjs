// A certified OpenID provider (oidc-provider) that stands for a Trust's directory. It knows a few people and takes any
// password; where it listens is the first line that it prints.
//
//     node provider.mjs CLIENT_ID CLIENT_SECRET REDIRECT_URI...

import http from 'node:http';
import Provider from 'oidc-provider';

const [clientId, clientSecret, ...redirects] = process.argv.slice(2);

const PEOPLE = {
  cora: { email: 'cora@riverside.example', email_verified: true, name: 'Cora of Riverside', groups: ['wp-team'] },
  newcomer: { email: 'newcomer@riverside.example', email_verified: true, name: 'Nell Newcomer', groups: ['wp-team', 'everybody'] },
  stranger: { email: 'stranger@riverside.example', email_verified: true, name: 'Sam Stranger', groups: ['everybody'] },
  unverified: { email: 'ada@riverside.example', email_verified: false, name: 'Not Ada', groups: ['wp-team'] },
  // The address is another person's now: the first had it before they left.
  successor: { email: 'cora@riverside.example', email_verified: true, name: 'Cora the Second', groups: ['wp-team'] },
  // The only administrator of the Trust, in another group now.
  demoted: { email: 'ada@riverside.example', email_verified: true, name: 'Ada of Riverside', groups: ['wp-team'] },
  invited: { email: 'ines@riverside.example', email_verified: true, name: 'Ines Ash', groups: ['wp-team'] },
  promoted: { email: 'hugh@riverside.example', email_verified: true, name: 'Hugh of Riverside', groups: ['wp-admins'] },
};

const server = http.createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://localhost:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: redirects }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'], groups: ['groups'] },
    scopes: ['openid', 'email', 'profile', 'groups'],
    cookies: { keys: ['only for tests'] },
    findAccount: (_, id) => PEOPLE[id] && { accountId: id, claims: () => ({ sub: id, ...PEOPLE[id] }) },
    // The Trust's own service: nobody is asked whether it may know who they are.
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({ clientId, accountId: ctx.oidc.session.accountId });
      grant.addOIDCScope('openid email profile groups');
      await grant.save();
      return grant;
    },
  });
  server.on('request', provider.callback());
  console.log(issuer);
});
