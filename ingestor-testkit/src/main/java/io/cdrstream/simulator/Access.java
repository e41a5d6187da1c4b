package io.cdrstream.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Who may read what. A test may take rights away and give them back while the simulator runs. */
public final class Access {

    private final List<Credential> credentials;
    private final Set<String> forbidden = ConcurrentHashMap.newKeySet();
    private final Set<String> unprovisioned = ConcurrentHashMap.newKeySet();

    Access(List<Credential> credentials) {
        this.credentials = credentials;
    }

    /** From now on nobody may read the account: 403. */
    public void forbid(String account) {
        forbidden.add(account);
    }

    /** Takes back {@link #forbid}. */
    public void allow(String account) {
        forbidden.remove(account);
    }

    /** From now on the account has no such product: 401, unprovisioned. */
    public void unprovision(String account, String product) {
        unprovisioned.add(account + '|' + product);
    }

    /** Takes back {@link #unprovision}. */
    public void provision(String account, String product) {
        unprovisioned.remove(account + '|' + product);
    }

    Optional<Credential> authenticate(String authorization) {
        return credentials.stream()
                .filter(c -> authorization.equals("Basic " + basic(c)))
                .findFirst();
    }

    Optional<Problem> refusal(Credential credential, String account, String product) {
        if (!credential.accounts().contains(account) || forbidden.contains(account)) {
            return Optional.of(Problem.forbidden());
        }
        boolean missing = unprovisioned.contains(account + '|' + product);
        return missing ? Optional.of(Problem.unprovisioned(product)) : Optional.empty();
    }

    private static String basic(Credential credential) {
        byte[] pair = (credential.key() + ':' + credential.secret()).getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(pair);
    }
}
