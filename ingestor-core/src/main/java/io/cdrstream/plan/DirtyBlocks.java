package io.cdrstream.plan;

import io.cdrstream.model.PassPlan;
import io.cdrstream.model.PassPlan.Revisit;
import io.cdrstream.plan.Findings.Found;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which part of the blocks of a stream's audits will be dirty, as the first of these knows:
 *
 * <ol>
 *   <li>the stream's audits, by how much of their blocks they had to read;
 *   <li>as long as none has begun, the stream's full revisits, by what they have found late or changed;
 *   <li>as long as there were none, the same two of the other streams of the product;
 *   <li>and at last the full revisits of any stream, by what they have found changed: what is late depends on the
 *       product.
 * </ol>
 *
 * <p>What a revisit has found since the look before is supposed to go on evenly over the logarithm of the age. Where
 * nobody has found anything, or nobody has looked, blocks are clean.
 */
final class DirtyBlocks {

    private final Collection<Findings> all;

    DirtyBlocks(Collection<Findings> all) {
        this.all = List.copyOf(all);
    }

    /** From 0 to 1. */
    double of(Findings findings) {
        List<Findings> alike = all.stream()
                .filter(each -> each.stream.product().equals(findings.stream.product()))
                .toList();
        for (List<Findings> witnesses : List.of(List.of(findings), alike)) {
            OptionalDouble dirty = audited(witnesses);
            if (dirty.isPresent()) {
                return dirty.getAsDouble();
            }
            OptionalDouble news = news(witnesses, News::any);
            if (news.isPresent()) {
                return chance(findings, news.getAsDouble());
            }
        }
        return chance(findings, news(all, News::changed).orElse(0));
    }

    private static OptionalDouble audited(Collection<Findings> witnesses) {
        return witnesses.stream()
                .flatMapToDouble(each -> audits(each)
                        .filter(pass -> each.lastDay(pass).known() > 0)
                        .mapToObj(pass -> dirty(each, pass))
                        .flatMapToDouble(OptionalDouble::stream))
                .average();
    }

    private static OptionalDouble news(Collection<Findings> witnesses, ToDoubleFunction<News> kind) {
        return witnesses.stream()
                .map(DirtyBlocks::news)
                .filter(Objects::nonNull)
                .mapToDouble(kind)
                .average();
    }

    private static IntStream audits(Findings findings) {
        return IntStream.range(1, findings.stream.plan().passes())
                .filter(pass -> findings.stream.plan().share(pass) < 1);
    }

    /** By how much was read beyond the samples; nothing is told by blocks that are samples as a whole. */
    private static OptionalDouble dirty(Findings findings, int pass) {
        Revisit audit = findings.stream.plan().revisits().get(pass - 1);
        Found found = findings.lastDay(pass);
        double sampled = sampled(audit, found.known() / found.span().toSeconds());
        double read = Math.min(1, found.billed() / found.shown());
        return sampled == 1 ? OptionalDouble.empty() : OptionalDouble.of(Math.max(0, (read - sampled) / (1 - sampled)));
    }

    private static double sampled(Revisit audit, double perSecond) {
        Duration block = RevisitLength.block(audit.age(), audit.share(), perSecond);
        return RevisitLength.sampled(audit.share(), perSecond * block.toSeconds());
    }

    /** That the sample of an audit holds a record of which there is news, on average over the stream's audits. */
    private static double chance(Findings findings, double newsPerFold) {
        PassPlan plan = findings.stream.plan();
        double perSecond = findings.lastDay(0).perSecond();
        return audits(findings)
                .mapToObj(pass -> plan.revisits().get(pass - 1))
                .mapToDouble(audit -> {
                    double folds = folds(LookAges.lastReading(plan, audit.age()), audit.age());
                    return 1 - Math.pow(1 - Math.min(1, newsPerFold * folds), sample(audit, perSecond));
                })
                .average()
                .orElse(0);
    }

    private static double sample(Revisit audit, double perSecond) {
        Duration block = RevisitLength.block(audit.age(), audit.share(), perSecond);
        return perSecond * block.toSeconds() * sampled(audit, perSecond);
    }

    /** How often one age becomes e times as old, until it is the other. */
    private static double folds(Duration before, Duration age) {
        return Math.log((double) age.toMillis() / Math.max(1, before.toMillis()));
    }

    /**
     * What the oldest full revisit that has looked has found since the look before, as parts of all records, each time
     * that the age became e times as old.
     *
     * @param changed although they were final; nothing where states are open at first, since that is not told apart
     */
    private record News(double late, double changed) {

        double any() {
            return late + changed;
        }
    }

    private static @Nullable News news(Findings findings) {
        PassPlan plan = findings.stream.plan();
        for (int pass = plan.passes() - 1; pass > 0; pass--) {
            Found found = findings.lastDay(pass);
            if (plan.share(pass) == 1 && found.known() > 0) {
                double all = found.shown() * folds(plan.age(pass - 1), plan.age(pass));
                boolean isFinal = findings.stream.product().openStates().isEmpty();
                return new News(found.late() / all, isFinal ? found.updated() / all : 0);
            }
        }
        return null;
    }
}
