package io.cdrstream.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceDataCollection;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.common.requests.ProduceRequest;
import org.apache.kafka.common.requests.ProduceResponse;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.ResponseHeader;

/**
 * Leaves partitions as Kafka's bug does: with messages of a transaction whose end never comes, since its coordinator
 * knows nothing of it. They are written past the client, which would tell the coordinator, on a broker that for this
 * moment does not ask it.
 */
final class LostMarker {

    private static final String VERIFICATION = "transaction.partition.verification.enable";
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final short VERSION = ProduceRequest.LAST_STABLE_VERSION_BEFORE_TRANSACTION_V2;

    private final Admin admin;
    private final String bootstrap;
    private final String id;

    LostMarker(Admin admin, String bootstrap, String transactionalId) {
        this.admin = admin;
        this.bootstrap = bootstrap;
        this.id = transactionalId;
    }

    /** What the coordinator knows of the producer whose transaction this is. */
    TransactionDescription coordinator() throws ExecutionException, InterruptedException {
        return admin.describeTransactions(List.of(id)).description(id).get();
    }

    /** One message in each of these partitions, and no end. */
    void in(List<TopicPartition> partitions) throws ExecutionException, InterruptedException {
        TransactionDescription producer = coordinator();
        verification("false");
        try {
            for (TopicPartition partition : partitions) {
                MemoryRecords messages = MemoryRecords.withTransactionalRecords(
                        Compression.NONE,
                        producer.producerId(),
                        (short) producer.producerEpoch(),
                        0,
                        new SimpleRecord(System.currentTimeMillis(), "lost".getBytes(UTF_8), "{}".getBytes(UTF_8)));
                await("the broker has heard that it is not to ask")
                        .atMost(LIMIT)
                        .until(() -> send(partition, messages), Errors.NONE::equals);
            }
        } finally {
            verification("true");
        }
    }

    private void verification(String value) throws ExecutionException, InterruptedException {
        ConfigResource brokers = new ConfigResource(ConfigResource.Type.BROKER, "");
        AlterConfigOp set = new AlterConfigOp(new ConfigEntry(VERIFICATION, value), AlterConfigOp.OpType.SET);
        admin.incrementalAlterConfigs(Map.of(brokers, List.of(set))).all().get();
    }

    private Errors send(TopicPartition to, MemoryRecords messages) throws IOException {
        PartitionProduceData data =
                new PartitionProduceData().setIndex(to.partition()).setRecords(messages);
        TopicProduceData topic = new TopicProduceData().setName(to.topic()).setPartitionData(List.of(data));
        ProduceRequestData all = new ProduceRequestData()
                .setTransactionalId(id)
                .setAcks((short) -1)
                .setTimeoutMs(10_000)
                .setTopicData(new TopicProduceDataCollection(List.of(topic).iterator()));
        ByteBuffer request = ProduceRequest.builder(all)
                .build(VERSION)
                .serializeWithHeader(new RequestHeader(ApiKeys.PRODUCE, VERSION, "test", 1));
        String[] address = bootstrap.split(":");
        try (Socket socket = new Socket(address[0], Integer.parseInt(address[1]))) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(request.remaining());
            out.write(request.array(), request.arrayOffset() + request.position(), request.remaining());
            DataInputStream in = new DataInputStream(socket.getInputStream());
            ByteBuffer answer = ByteBuffer.wrap(in.readNBytes(in.readInt()));
            ResponseHeader.parse(answer, ApiKeys.PRODUCE.responseHeaderVersion(VERSION));
            return ProduceResponse.parse(new ByteBufferAccessor(answer), VERSION).errorCounts().keySet().stream()
                    .filter(error -> error != Errors.NONE)
                    .findAny()
                    .orElse(Errors.NONE);
        }
    }
}
