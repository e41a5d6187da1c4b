package io.cdrstream.app.config;

import io.cdrstream.app.config.ConfigNode.Fields;
import io.cdrstream.app.config.Configuration.Admin;
import io.cdrstream.app.config.Configuration.Log;
import io.cdrstream.app.config.Configuration.Reconcile;
import io.cdrstream.app.config.Problems.Place;
import io.cdrstream.event.privacy.Privacy;
import io.cdrstream.flow.IngestorSettings;
import io.cdrstream.model.CdrStream;
import io.cdrstream.plan.Preset;
import io.cdrstream.sink.kafka.KafkaSettings;
import io.cdrstream.source.vonage.VonageSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns a file into a {@link Configuration}, or into everything that is wrong with it: first its shape against the
 * catalogue, then, leniently, what the keys mean together.
 */
public final class ConfigurationReader {

    private final Environment environment;
    private final Clock clock;
    private final @Nullable Preset passes;

    public ConfigurationReader(Environment environment, Clock clock) {
        this(environment, clock, null);
    }

    /** @param passes read as if every stream asked for this preset; null = for what the file says */
    public ConfigurationReader(Environment environment, Clock clock, @Nullable Preset passes) {
        this.environment = environment;
        this.clock = clock;
        this.passes = passes;
    }

    public Configuration read(Path file) throws ConfigurationWrong {
        Path folder = Objects.requireNonNullElse(file.toAbsolutePath().getParent(), Path.of("/"));
        try {
            return read(Files.readString(file), folder);
        } catch (NoSuchFileException e) {
            throw unreadable("there is no file " + file, "begin with cdrstream config --example > cdrstream.yaml");
        } catch (IOException e) {
            FileProblem problem = FileProblem.of(Path.of(""), file.toString(), e);
            throw unreadable(problem.what(), problem.remedy());
        }
    }

    /** @param folder to which files named in the configuration are relative */
    public Configuration read(String yaml, Path folder) throws ConfigurationWrong {
        Problems problems = new Problems();
        Fields file = new YamlReader(problems, new Substitution(environment, problems)).read(yaml);
        new ShapeCheck(problems).check(file, Shape.of(ConfigKeys.all()), Place.FILE);
        return assemble(new Values(file, Place.FILE), new Attachments(folder, problems), problems);
    }

    private Configuration assemble(Values root, Attachments attachments, Problems problems) throws ConfigurationWrong {
        VonageSettings api = new ApiReader(problems, attachments, root.section("api")).read();
        TopicsReader topics = new TopicsReader(problems, root);
        Privacy privacy = new PrivacyReader(problems, attachments, root.section("privacy")).read();
        KafkaSettings kafka = topics.read(privacy);
        StreamExpansion streams = new StreamExpansion(
                problems,
                new Schedules(problems, clock.instant(), root),
                new PassPlanReader(problems, root, passes),
                topics.publishing());
        List<CredentialReader.Read> read = credentials(
                root, new CredentialReader(problems, attachments, streams, root.require(ConfigKeys.FEE)), problems);
        new StreamsCheck(problems).check(read);
        new TopicsCheck(problems, kafka, root.section("registry")).check(streams(read));
        IngestorSettings ingestor = new IngestorSettings(
                read.stream().map(CredentialReader.Read::credential).toList(),
                streams(read),
                root.require(ConfigKeys.INTERVAL),
                memory(root),
                root.section("api").require(ConfigKeys.CLOCK_SPEED));
        Configuration.@Nullable Registry registry =
                new RegistryReader(problems, attachments, root.section("registry")).read(ingestor.streams());
        List<Problem> warnings = problems.warningsOrThrow();
        Map<String, Tariff> tariffs = new LinkedHashMap<>();
        read.forEach(r -> tariffs.put(r.credential().key(), r.tariff()));
        String effective = Effective.text(root, ingestor, tariffs);
        return new Configuration(
                ingestor,
                sources(api, read),
                tariffs,
                kafka,
                registry,
                admin(root),
                reconcile(root),
                log(root),
                warnings,
                effective);
    }

    private static List<CredentialReader.Read> credentials(Values root, CredentialReader reader, Problems problems) {
        List<CredentialReader.Read> read = new ArrayList<>();
        for (Values values : root.sections("credentials")) {
            CredentialReader.@Nullable Read one = reader.read(values);
            if (one != null) {
                read.add(one);
            }
        }
        if (root.isMissing("credentials")) {
            problems.error(root.placeOf("credentials"), "there is none", "see cdrstream config --example");
        }
        return read;
    }

    private static Map<String, VonageSettings> sources(VonageSettings api, List<CredentialReader.Read> read) {
        Map<String, VonageSettings> sources = new LinkedHashMap<>();
        read.forEach(r -> sources.put(
                r.credential().key(), ApiReader.with(api, r.credential().key(), r.secret())));
        return sources;
    }

    private static List<CdrStream> streams(List<CredentialReader.Read> read) {
        return read.stream().flatMap(r -> r.streams().stream()).toList();
    }

    private static long memory(Values root) {
        @Nullable Long written = root.written(ConfigKeys.MEMORY);
        return written == null ? Runtime.getRuntime().maxMemory() / 4 : written;
    }

    private static Admin admin(Values root) {
        Values admin = root.section("admin");
        return new Admin(
                admin.require(ConfigKeys.ADMIN_ENABLED),
                admin.require(ConfigKeys.ADMIN_HOST),
                admin.require(ConfigKeys.ADMIN_PORT));
    }

    private static Reconcile reconcile(Values root) {
        Values reconcile = root.section("reconcile");
        return new Reconcile(
                reconcile.require(ConfigKeys.RECONCILE_ENABLED),
                reconcile.require(ConfigKeys.RECONCILE_AT),
                reconcile.require(ConfigKeys.RECONCILE_TOLERANCE));
    }

    private static Log log(Values root) {
        Values log = root.section("log");
        return new Log(log.require(ConfigKeys.LOG_FORMAT), log.require(ConfigKeys.LOG_LEVEL));
    }

    private static ConfigurationWrong unreadable(String what, String remedy) {
        return new ConfigurationWrong(List.of(new Problem(Problem.Severity.ERROR, "", 0, what, remedy)));
    }
}
