package io.cdrstream;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.core.domain.properties.HasParameterTypes.Predicates.rawParameterTypes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.Arrays;
import java.util.Date;
import java.util.function.Function;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The arrows between packages, and the calls that are banned. Each rule is a line of the table in CONTRIBUTING. */
@AnalyzeClasses(
        packages = "io.cdrstream",
        importOptions = {DoNotIncludeTests.class, ArchitectureTest.DoNotIncludeTestkit.class})
class ArchitectureTest {

    private static final String[] JDK = {"java..", "org.jspecify.."};
    private static final String[] REACTOR = {"reactor.core..", "reactor.util..", "org.reactivestreams..", "org.slf4j.."
    };

    @ArchTest
    static final ArchRule modelDependsOnTheJdkOnly = only("model");

    @ArchTest
    static final ArchRule planDependsOnModel = only("plan", "io.cdrstream.model..");

    @ArchTest
    static final ArchRule theSourcePortDependsOnModel = classes()
            .that()
            .resideInAPackage("io.cdrstream.source")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(join(JDK, REACTOR, "io.cdrstream.source", "io.cdrstream.model.."));

    @ArchTest
    static final ArchRule theSinkPortDependsOnModel = classes()
            .that()
            .resideInAPackage("io.cdrstream.sink")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(join(JDK, REACTOR, "io.cdrstream.sink", "io.cdrstream.model.."));

    @ArchTest
    static final ArchRule eventsDependOnModel = classes()
            .that()
            .resideInAPackage("io.cdrstream.event")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(join(JDK, "io.cdrstream.event..", "io.cdrstream.model.."));

    @ArchTest
    static final ArchRule privacyDependsOnJacksonAndTheCatalogueOfNumbers =
            only("event.privacy", "javax.crypto..", "com.fasterxml.jackson.core..", "com.google.i18n.phonenumbers..");

    @ArchTest
    static final ArchRule avroDependsOnTheSchemasAndTheTokenStream = only(
            "event.avro",
            "io.cdrstream.model..",
            "io.cdrstream.schemas..",
            "org.apache.avro",
            "com.fasterxml.jackson.core");

    @ArchTest
    static final ArchRule theFlowKnowsPortsAndNoAdapter = classes()
            .that()
            .resideInAPackage("io.cdrstream.flow..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(join(
                    JDK,
                    REACTOR,
                    "io.cdrstream.flow..",
                    "io.cdrstream.model..",
                    "io.cdrstream.plan..",
                    "io.cdrstream.source",
                    "io.cdrstream.sink"));

    @ArchTest
    static final ArchRule theVonageAdapterKnowsItsPort = noClasses()
            .that()
            .resideInAPackage("io.cdrstream.source.vonage..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.cdrstream.sink..",
                    "io.cdrstream.flow..",
                    "io.cdrstream.plan..",
                    "io.cdrstream.event..",
                    "io.cdrstream.registry..",
                    "io.cdrstream.observe..");

    @ArchTest
    static final ArchRule theKafkaAdapterKnowsItsPort = noClasses()
            .that()
            .resideInAPackage("io.cdrstream.sink.kafka..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.cdrstream.source..",
                    "io.cdrstream.registry..",
                    "io.cdrstream.flow..",
                    "io.cdrstream.plan..",
                    "io.cdrstream.observe..");

    @ArchTest
    static final ArchRule theRegistryKnowsHttpAndModelOnly = noClasses()
            .that()
            .resideInAPackage("io.cdrstream.registry..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.cdrstream..")
                    .and(resideOutsideOfPackages(
                            "io.cdrstream.registry..", "io.cdrstream.http..", "io.cdrstream.model..")));

    @ArchTest
    static final ArchRule whatTheHttpClientsShareKnowsNoneOfThem = noClasses()
            .that()
            .resideInAPackage("io.cdrstream.http..")
            .should()
            .dependOnClassesThat(
                    resideInAPackage("io.cdrstream..").and(resideOutsideOfPackages("io.cdrstream.http..")));

    @ArchTest
    static final ArchRule kafkaClientsLiveInOnePlace = livesOnlyIn("org.apache.kafka..", "io.cdrstream.sink.kafka..");

    @ArchTest
    static final ArchRule reactorNettyLivesInTheHttpClients = livesOnlyIn(
            "reactor.netty..", "io.cdrstream.http..", "io.cdrstream.source.vonage..", "io.cdrstream.registry..");

    @ArchTest
    static final ArchRule micrometerLivesInOnePlace = livesOnlyIn("io.micrometer..", "io.cdrstream.observe..");

    @ArchTest
    static final ArchRule nothingReadsTheWallClock = noClasses()
            .should()
            .callMethodWhere(target(owner(resideInAPackage("java.time.."))).and(target(name("now"))))
            .orShould()
            .callConstructor(Date.class)
            .orShould()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethodWhere(target(owner(assignableTo(Clock.class))).and(target(nameMatching("system.*"))))
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("time is the API's, or is passed in");

    @ArchTest
    static final ArchRule everyFlatMapNamesItsConcurrency = noClasses()
            .should()
            .callMethodWhere(target(owner(assignableTo(Flux.class)))
                    .and(target(name("flatMap")))
                    .and(target(rawParameterTypes(Function.class))))
            .because("the default of 256 would read ahead, and pay, without bound");

    @ArchTest
    static final ArchRule nothingBlocksOrSubscribes = noClasses()
            .should()
            .callMethodWhere(target(owner(assignableTo(Mono.class).or(assignableTo(Flux.class))))
                    .and(target(nameMatching("block.*|subscribe|toIterable|toStream"))))
            .because("the one subscribe of the program is the app's");

    /** The testkit is on the path of the tests alone. */
    static final class DoNotIncludeTestkit implements ImportOption {

        @Override
        public boolean includes(Location location) {
            return !location.contains("/ingestor-testkit");
        }
    }

    private static ArchRule only(String own, String... others) {
        return classes()
                .that()
                .resideInAPackage("io.cdrstream." + own + "..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(join(JDK, others, "io.cdrstream." + own + ".."));
    }

    private static ArchRule livesOnlyIn(String library, String... places) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(places)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .allowEmptyShould(true);
    }

    private static String[] join(String[] a, String... b) {
        return join(a, b, new String[0]);
    }

    private static String[] join(String[] a, String[] b, String... c) {
        return Stream.of(a, b, c).flatMap(Arrays::stream).toArray(String[]::new);
    }
}
