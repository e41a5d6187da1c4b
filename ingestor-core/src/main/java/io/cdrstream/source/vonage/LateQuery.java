package io.cdrstream.source.vonage;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import reactor.netty.Connection;
import reactor.netty.NettyPipeline;

/**
 * Adds the query to one request at the last moment, when it leaves for the socket. Reactor Netty logs the URI that it
 * is given at DEBUG, query included, and a query may hold phone numbers (I6); so it is given the path only. Tells when
 * the request has left.
 *
 * <p>Safe because it is installed for one request, nameless and so never mistaken for an older one, and removes itself
 * with the request's first write.
 */
final class LateQuery extends ChannelOutboundHandlerAdapter {

    private final String query;
    private final Runnable onSent;

    private LateQuery(String query, Runnable onSent) {
        this.query = query;
        this.onSent = onSent;
    }

    static void install(Connection connection, String query, Runnable onSent) {
        LateQuery late = new LateQuery(query, onSent);
        connection.channel().pipeline().addBefore(NettyPipeline.ReactiveBridge, null, late);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        ChannelPromise written = promise.unvoid();
        if (message instanceof HttpRequest request) {
            request.setUri(request.uri() + "?" + query);
            context.pipeline().remove(this);
            written.addListener(outcome -> sent(outcome.isSuccess()));
        }
        context.write(message, written);
    }

    private void sent(boolean isSent) {
        if (isSent) {
            onSent.run();
        }
    }
}
