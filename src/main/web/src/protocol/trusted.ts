/** Trusted Types: where the browser demands them, these are the only addresses that scripts are loaded from. */

interface Policy {
  createScriptURL(url: string): string;
}

interface PolicyFactory {
  createPolicy(name: string, rules: Policy): Policy;
}

const rules: Policy = {
  createScriptURL(url) {
    if (new URL(url, location.href).origin !== location.origin) {
      throw new TypeError('Scripts come from the own server only.');
    }
    return url;
  },
};

const policy: Policy = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes?.createPolicy('hubbub', rules) ?? rules;

/** The address of a script of this client, for what takes no mere text: workers and service workers. */
export function scriptUrl(url: string): string {
  return policy.createScriptURL(url);
}
